/** The steps of becoming a ferry customer: one after another on the server, and told of in the browser. */
export const OPENING_STEPS = ['who', 'plate', 'vehicle', 'list', 'invoice', 'check'] as const

export type OpeningStep = (typeof OPENING_STEPS)[number]
