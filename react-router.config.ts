import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'web/min-side',
  buildDirectory: 'build/min-side',
  // A dozen routes: all are told at once, and no list of them has to be asked for.
  routeDiscovery: { mode: 'initial' },
} satisfies Config
