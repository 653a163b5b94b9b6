/** Electric and hydrogen by the register. Of a foreign vehicle only where its issuer, or EPASS24, has been told. */
export function sailsWithZeroEmission(vehicle: {
  readonly energy: string
  readonly country: string
  readonly energyKnownToIssuer: boolean
}): boolean {
  const zero = vehicle.energy === 'electric' || vehicle.energy === 'hydrogen'
  return zero && (vehicle.country === 'NO' || vehicle.energyKnownToIssuer)
}
