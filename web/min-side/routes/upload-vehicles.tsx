export const access = 'customer'

export default function Empty() {
  return null
}
