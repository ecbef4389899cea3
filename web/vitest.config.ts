import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    environment: 'happy-dom',
    include: ['{landing,garage,packages/*}/src/**/*.test.{ts,tsx}'],
    setupFiles: ['./vitest.setup.ts'],
    env: { LANG: 'en_GB.UTF-8', TZ: 'America/Los_Angeles' },
  },
})
