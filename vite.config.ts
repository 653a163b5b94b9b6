import { reactRouter } from '@react-router/dev/vite'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  plugins: [shakeDesignsystemet(), reactRouter()],
  build: { assetsInlineLimit: 0, cssMinify: true },
  environments: {
    // The server's half leaves `#folder/file.ts` to Node, which runs it unbuilt: one instance of each module, and
    // files that read what lies beside them find it.
    ssr: { build: { rolldownOptions: { external: [/^#/] } } },
  },
})

/** Importing one button of it brings all; it says nothing of being free of side effects, and is. */
function shakeDesignsystemet(): Plugin {
  return {
    name: 'shake-designsystemet',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (!id.startsWith('@digdir/designsystemet-react') && !importer?.includes('designsystemet-react'))
        return
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      return found?.id.includes('designsystemet-react') ? { ...found, moduleSideEffects: false } : found
    },
  }
}
