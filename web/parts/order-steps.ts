/** The steps of adding a vehicle: one after another on the server, and told of in the browser. */
export const ORDER_STEPS = ['plate', 'vehicle', 'invoice', 'check'] as const

export type OrderStep = (typeof ORDER_STEPS)[number]
