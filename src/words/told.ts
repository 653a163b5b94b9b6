type Message = { readonly subject: string; readonly body: string }

/** What is told to every way somebody is reached, and how it is undone. */
export type Tiding = {
  readonly subject: string
  readonly what: string
  /** Before the address that undoes it. */
  readonly undo: string
  /** Where no link is sent. */
  readonly noLink: string
}

export type Told = { readonly mail: Message; readonly sms: Message; readonly letter: Message }

/** Only the mail has the link: an SMS of ours never has one. */
export function toldEveryWay({ subject, what, undo, noLink }: Tiding, url: string): Told {
  return {
    mail: { subject, body: `${what}\n\n${undo}\n\n${url}\n` },
    sms: { subject: '', body: `${what} ${noLink}` },
    letter: { subject, body: `${what}\n\n${noLink}\n` },
  }
}
