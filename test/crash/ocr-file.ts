/** Makes an OCR giro file from the layout (Nets, OCR giro system manual), for tests. One assignment. */
export function ocrFile(of: {
  agreement: string
  account: string
  number: number
  payments: readonly { kid: string; amountOre: number }[]
}): string {
  const date = '091219'
  const number = (value: number, width: number) => String(value).padStart(width, '0')
  const lines: string[] = []
  const items = of.payments.flatMap(({ kid, amountOre }, i) => [
    `NY091030${number(i + 1, 7)}${date}${'00'}${'00'}${'0'}${'00000'}${amountOre < 0 ? '-' : '0'}${number(Math.abs(amountOre), 17)}${kid.padStart(25)}`.padEnd(
      80,
      '0',
    ),
    `NY091031${number(i + 1, 7)}${number(i + 1, 10)}${number(i + 1, 9)}${'0000000'}${date}${'00000000000'}`.padEnd(
      80,
      '0',
    ),
  ])
  const sum = of.payments.reduce((total, payment) => total + Math.abs(payment.amountOre), 0)
  lines.push(`NY000010${'00008080'}${number(of.number, 7)}${'00000000'}`.padEnd(80, '0'))
  lines.push(`NY090020${of.agreement}${number(of.number, 7)}${of.account}`.padEnd(80, '0'))
  lines.push(...items)
  lines.push(
    `NY090088${number(of.payments.length, 8)}${number(items.length + 2, 8)}${number(sum, 17)}${date}${date}${date}`.padEnd(
      80,
      '0',
    ),
  )
  lines.push(
    `NY000089${number(of.payments.length, 8)}${number(items.length + 4, 8)}${number(sum, 17)}${date}`.padEnd(
      80,
      '0',
    ),
  )
  return `${lines.join('\r\n')}\r\n`
}
