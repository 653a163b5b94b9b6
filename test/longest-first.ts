import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes a minute or more, the longest first: begun last, one core would wait for the other. */
const LONGEST = [
  'test/crash/kills.db.test.ts',
  'test/browser/looks.browser.test.ts',
  'test/crash/money-kills.db.test.ts',
  'test/browser/',
  'test/journeys/',
  'test/crash/',
  'test/payers/',
  'test/oracle/',
  'test/year/',
]

/** A class because vitest asks for one. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(name))
      return at < 0 ? LONGEST.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
