// How a checkpoint leaves the database. Pure.
export const ways = ['file', 'mail', 'webhook'] as const
export type Way = (typeof ways)[number]
