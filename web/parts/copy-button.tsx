import { Button } from '@digdir/designsystemet-react'
import { useSyncExternalStore } from 'react'

/** Copies a value. There only where it works: without JavaScript, or a clipboard, there is none. */
export function CopyButton(props: {
  value: string
  label: string
  told: string
  onCopied: (told: string) => void
}) {
  const { value, label, told, onCopied } = props
  const able = useSyncExternalStore(neverChanges, hasClipboard, onServer)
  if (!able) return null
  const copy = async () => {
    // Emptied first, so that copying the same again is told again.
    onCopied('')
    await navigator.clipboard.writeText(value)
    onCopied(told)
  }
  return (
    <Button variant="tertiary" data-size="sm" onClick={() => void copy()}>
      {label}
    </Button>
  )
}

function neverChanges() {
  return () => {}
}

function hasClipboard(): boolean {
  return 'clipboard' in navigator
}

function onServer(): boolean {
  return false
}
