import { Table } from '@digdir/designsystemet-react'

/** What the columns of a table are. */
export function TableHead(props: {
  cells: readonly { readonly name: string; readonly className?: string }[]
}) {
  return (
    <Table.Head>
      <Table.Row>
        {props.cells.map(({ name, className }) => (
          <Table.HeaderCell key={name} scope="col" className={className}>
            {name}
          </Table.HeaderCell>
        ))}
      </Table.Row>
    </Table.Head>
  )
}
