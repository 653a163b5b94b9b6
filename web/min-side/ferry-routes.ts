import { route } from '@react-router/dev/routes'

/** AutoPASS for ferje: the prepaid account, and its trips. */
export const ferryPages = [route('min-side/ferje', 'routes/ferry.tsx')]
