/** Runs Sirius to try it out, with its own database and example organisations: `npm run demo`. */
process.env.NODE_ENV ??= 'production'
const { boot } = await import('./boot.ts')
await boot('demo')

export {}
