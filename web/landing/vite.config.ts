import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react(), tailwind()],
  build: {
    // The content security policy has no room for data: fonts or scripts, and the edge compresses what is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
