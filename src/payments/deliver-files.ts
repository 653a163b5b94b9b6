/** Where the bank fetches our files. A name that is there with the same content is no fault; with another it is. */
export type BankFolder = { put(name: string, content: Uint8Array): Promise<void> }

export type UnsentFile = { readonly id: number; readonly name: string; readonly content: Uint8Array }

/**
 * Puts files that are kept, and not sent yet, into the bank's folder, in their order, and then marks them as sent. Broken
 * off between here and there, the same bytes go again under the same name. Returns how many they were.
 */
export async function deliverFiles(
  folder: BankFolder,
  unsent: readonly UnsentFile[],
  saveSent: (ids: readonly number[]) => Promise<void>,
): Promise<number> {
  for (const { name, content } of unsent) await folder.put(name, content)
  await saveSent(unsent.map(({ id }) => id))
  return unsent.length
}
