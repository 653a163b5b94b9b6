import type { Db } from '#db/connection.ts'
import { readFares } from '#ferry/read-fares.ts'
import { readCapGroups } from '#rating/read-cap-groups.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { readFigures } from '#settlement/read-figures.ts'
import type { Kept } from './visit.ts'

/** Compiling the tariffs takes longer than a page may: done once for each version of them. */
export function keep(db: Db): Kept {
  const tariffs = once((last: Awaited<ReturnType<typeof readTariffs>> | undefined) => readTariffs(db, last))
  const capGroups = once((last: Awaited<ReturnType<typeof readCapGroups>> | undefined) =>
    readCapGroups(db, last),
  )
  const figures = once((last: Awaited<ReturnType<typeof readFigures>> | undefined) => readFigures(db, last))
  const fares = once((last: Awaited<ReturnType<typeof readFares>> | undefined) => readFares(db, last))
  return {
    ferries: async () => (await fares()).rules,
    tariffs: async () => (await tariffs()).tariffs,
    capGroups: async () => (await capGroups()).capGroups,
    figures: async () => (await figures()).data,
  }
}

/** Who asks while it is being read waits for the same reading. */
function once<T>(read: (last: T | undefined) => Promise<T>): () => Promise<T> {
  let last: T | undefined
  let reading: Promise<T> | undefined
  return async () => {
    reading ??= read(last).finally(() => {
      reading = undefined
    })
    last = await reading
    return last
  }
}
