/** Runs Sirius in production: `npm start`, after `npm run build`. */
process.env.NODE_ENV ??= 'production'
const { boot } = await import('./boot.ts')
await boot('start')

export {}
