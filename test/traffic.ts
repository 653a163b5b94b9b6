/** Made-up customers and passages in quantity, the same for the same seed. Person numbers are left out: nobody logs in. */
export type Dice = () => number

/** Mulberry32: small, seeded, good enough to vary tests. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function plateOf(vehicle: number): string {
  const letters = 'ABCDEFGHJKLMNPRSTUVXYZ'
  const serie = Math.floor(vehicle / 90_000)
  return `${letters[Math.floor(serie / 22) % 22]}${letters[serie % 22]}${10_000 + (vehicle % 90_000)}`
}

export function tagOf(vehicle: number): string {
  return String(57_800_000_000 + vehicle)
}

const ENERGIES = ['petrol', 'diesel', 'electric', 'plugin-hybrid', 'diesel', 'petrol', 'petrol'] as const

/** An issuer's portfolio: one agreement a customer, `vehiclesEach` vehicles with their tags. */
export function portfolioLines(of: { customers: number; vehiclesEach: number; issuer: string }): string[] {
  const lines: object[] = []
  for (let c = 0; c < of.customers; c++) {
    lines.push({
      kind: 'person',
      ref: `p-${c}`,
      name: `Kunde ${c}`,
      nationalId: null,
      email: `kunde${c}@example.org`,
      phone: null,
      street: `Veien ${c}`,
      postalCode: '5003',
      place: 'Bergen',
      country: 'NO',
      language: c % 5 === 0 ? 'nn' : 'nb',
    })
    lines.push({
      kind: 'agreement',
      ref: `a-${c}`,
      party: `p-${c}`,
      issuer: of.issuer,
      agreementNumber: String(100_000 + c),
      validFrom: '2018-01-15T00:00:00+01:00',
      validTo: null,
      deletesPassages: c % 50 === 49,
      detailedInvoice: c % 2 === 0,
      invoiceReference: null,
      termsVersion: '2019-01-15',
      blocks: [],
    })
    for (let i = 0; i < of.vehiclesEach; i++) {
      const v = c * of.vehiclesEach + i
      lines.push({
        kind: 'vehicle',
        ref: `v-${v}`,
        country: 'NO',
        plate: plateOf(v),
        category: 'M1',
        totalWeightKg: 1_900,
        energy: ENERGIES[v % ENERGIES.length],
        euroClass: 6,
        make: null,
        model: null,
      })
      lines.push({
        kind: 'tag',
        ref: `t-${v}`,
        tagNumber: tagOf(v),
        issuer: of.issuer,
        type: 'light',
        state: 'active',
      })
      lines.push({
        kind: 'assignment',
        ref: `x-${v}`,
        agreement: `a-${c}`,
        vehicle: `v-${v}`,
        tag: `t-${v}`,
        from: '2018-01-15T00:00:00+01:00',
        to: null,
      })
    }
  }
  return lines.map((line) => JSON.stringify(line))
}

/** P lines over some days; one in eleven is read by plate only. */
export function passageLines(of: {
  count: number
  vehicles: number
  firstSequence: number
  from: number
  days: number
  stations: readonly string[]
  random: Dice
}): string[] {
  const lines: string[] = []
  for (let i = 0; i < of.count; i++) {
    const vehicle = Math.floor(of.random() * of.vehicles)
    const at = new Date(of.from + Math.floor((i / of.count) * of.days * 86_400_000))
      .toISOString()
      .replace('.000Z', 'Z')
      .replace(/\.\d+Z/, 'Z')
    const station = of.stations[Math.floor(of.random() * of.stations.length)]
    const byPlate = of.random() < 1 / 11
    lines.push(
      `P;${of.firstSequence + i};${station};1;${at};${byPlate ? '' : tagOf(vehicle)};${byPlate ? '' : 'ok'};NO;${plateOf(vehicle)};97;1;pic-${i}`,
    )
  }
  return lines
}
