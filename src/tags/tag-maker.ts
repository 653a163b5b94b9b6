/**
 * Who makes tags ready and posts them, as files that are given and fetched. It never throws because the maker is
 * down: `undefined` and `false` mean «ask again later».
 */
export type TagMaker = {
  /** The same name again is the same file. */
  readonly deliver: (name: string, content: string) => Promise<boolean>
  /** Names of what it has shipped since a file; all there is, oldest first. */
  readonly list: () => Promise<readonly string[] | undefined>
  readonly fetch: (name: string) => Promise<Uint8Array | undefined>
}
