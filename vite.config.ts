import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

// Lazy route discovery would publish the route manifest to anyone, so it stays off (docs/decisions/0001-stack.md).
export default defineConfig({
  plugins: [
    tailwindcss(),
    !process.env.VITEST &&
      remix({
        ignoredRouteFiles: ['**/*'],
        future: {
          v3_fetcherPersist: true,
          v3_relativeSplatPath: true,
          v3_throwAbortReason: true,
          v3_singleFetch: true,
          v3_lazyRouteDiscovery: false,
          v3_routeConfig: true,
        },
      }),
  ],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  // Only the server asks for it; the development server would look for its build for browsers, which is not installed.
  optimizeDeps: { exclude: ['@node-rs/argon2'] },
  ssr: { noExternal: ['d3-array', 'd3-shape', 'd3-path', 'lucide-react'] },
})
