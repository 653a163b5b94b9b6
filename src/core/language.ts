/** Bokmål, nynorsk, English: the languages everything a person sees exists in. */
export type Language = 'nb' | 'nn' | 'en'
export const LANGUAGES = ['nb', 'nn', 'en'] as const satisfies readonly Language[]
