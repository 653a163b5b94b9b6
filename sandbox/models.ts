/** What a vehicle can be, as the register would describe it. */
export type Energy = 'petrol' | 'diesel' | 'plugin-hybrid' | 'electric' | 'hydrogen'

export type Model = {
  readonly make: string
  readonly model: string
  readonly category: 'M1' | 'N1' | 'N2' | 'N3' | 'L3e'
  readonly energy: Energy
  /** As the register writes it: «6D», «VI», «0» without exhaust. */
  readonly euro: string
  readonly totalWeightKg: number
  readonly lengthMm: number
}

const model = (
  make: string,
  name: string,
  category: Model['category'],
  energy: Energy,
  euro: string,
  size: readonly [totalWeightKg: number, lengthMm: number],
): Model => ({ make, model: name, category, energy, euro, totalWeightKg: size[0], lengthMm: size[1] })

export const ELECTRIC_CARS = [
  model('NISSAN', 'LEAF', 'M1', 'electric', '0', [1_995, 4_490]),
  model('VOLKSWAGEN', 'E-GOLF', 'M1', 'electric', '0', [2_020, 4_270]),
  model('TESLA MOTORS', 'MODEL 3', 'M1', 'electric', '0', [2_301, 4_694]),
  model('TESLA MOTORS', 'MODEL S', 'M1', 'electric', '0', [2_590, 4_970]),
  model('BMW', 'I3', 'M1', 'electric', '0', [1_710, 4_011]),
  model('AUDI', 'E-TRON', 'M1', 'electric', '0', [3_170, 4_901]),
] as const

export const CARS = [
  model('TOYOTA', 'YARIS', 'M1', 'petrol', '6', [1_545, 3_945]),
  model('TOYOTA', 'AURIS', 'M1', 'petrol', '6', [1_815, 4_330]),
  model('VOLKSWAGEN', 'GOLF', 'M1', 'petrol', '6', [1_800, 4_258]),
  model('FORD', 'FIESTA', 'M1', 'petrol', '5', [1_550, 3_969]),
  model('MAZDA', 'CX-5', 'M1', 'petrol', '6D', [2_030, 4_550]),
  model('SKODA', 'OCTAVIA', 'M1', 'diesel', '6', [1_940, 4_667]),
  model('VOLVO', 'V70', 'M1', 'diesel', '5', [2_250, 4_814]),
  model('BMW', '320D', 'M1', 'diesel', '6', [2_065, 4_633]),
  model('PEUGEOT', '308', 'M1', 'diesel', '6', [1_850, 4_585]),
  model('MITSUBISHI', 'OUTLANDER PHEV', 'M1', 'plugin-hybrid', '6', [2_310, 4_695]),
  model('VOLKSWAGEN', 'PASSAT GTE', 'M1', 'plugin-hybrid', '6', [2_250, 4_767]),
] as const

export const RARE = [
  model('TOYOTA', 'MIRAI', 'M1', 'hydrogen', '0', [2_180, 4_890]),
  model('FIAT', 'DUCATO BOBIL', 'M1', 'diesel', '6', [4_250, 7_400]),
  model('YAMAHA', 'MT-07', 'L3e', 'petrol', '4', [355, 2_085]),
] as const

export const VANS = [
  model('VOLKSWAGEN', 'TRANSPORTER', 'N1', 'diesel', '6', [3_000, 5_304]),
  model('FORD', 'TRANSIT', 'N1', 'diesel', '6', [3_500, 5_981]),
  model('MERCEDES-BENZ', 'VITO', 'N1', 'diesel', '5', [2_800, 5_140]),
] as const

export const LORRIES = [
  model('VOLVO', 'FH', 'N3', 'diesel', 'VI', [27_500, 9_800]),
  model('SCANIA', 'R580', 'N3', 'diesel', 'VI', [27_000, 9_600]),
  model('MAN', 'TGX', 'N3', 'diesel', 'VI', [26_000, 9_400]),
  model('VOLVO', 'FM', 'N3', 'diesel', 'V', [26_000, 9_200]),
  model('MERCEDES-BENZ', 'ATEGO', 'N2', 'diesel', 'VI', [11_990, 8_200]),
  model('SCANIA', 'P320', 'N3', 'diesel', 'V', [18_000, 8_800]),
] as const

/** Toll class as the roadside sees it: by size, for it cannot read the vehicle card. */
export function classSeen({ totalWeightKg }: Model): 1 | 2 {
  return totalWeightKg > 3_500 ? 2 : 1
}
