/** Looks for viruses. Silent: no answer now, so the file waits. */
export type Scanner = {
  scan(content: Buffer): Promise<'clean' | 'infected' | 'silent'>
}
