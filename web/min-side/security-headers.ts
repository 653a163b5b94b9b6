/** What every answer tells the browser. Nothing is loaded from anybody else, and nobody shows us in a frame. */
export function securityHeaders(page: {
  nonce: string
  formAction: string | undefined
  frameAncestors: string | undefined
  sandbox?: boolean | undefined
}): Record<string, string> {
  const { nonce, formAction, frameAncestors } = page
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      `form-action 'self'${formAction === undefined ? '' : ` ${formAction}`}`,
      `frame-ancestors ${frameAncestors ?? "'none'"}`,
      "base-uri 'none'",
      "object-src 'none'",
      ...(page.sandbox ? ['sandbox'] : []),
    ].join('; '),
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  }
}
