import { connect } from '#db/connection.ts'
import { receive } from './receiving.ts'
import { doAsTold } from './told.ts'

/**
 * The process of an installation that takes files in, one after another. Apart from the bench's own, which holds a month of
 * traffic: collecting its garbage would be measured too.
 */
const db = connect(process.argv[2] ?? '', { name: 'bench-receiver', max: 1 })

doAsTold((path: string) => receive(db, path))
