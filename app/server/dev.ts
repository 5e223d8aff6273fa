/** Runs Sirius from its sources, reloading as they change: `npm run dev`. */
process.env.NODE_ENV ??= 'development'
const { boot } = await import('./boot.ts')
await boot('dev')

export {}
