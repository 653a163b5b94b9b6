/** What the register of organisations says of one. */
export type OrganisationAnswer =
  | {
      readonly answer: 'found'
      readonly name: string
      readonly street: string | undefined
      readonly postalCode: string | undefined
      readonly place: string | undefined
    }
  | { readonly answer: 'deleted' | 'unknown' | 'no-answer' }

/** Asked within a time limit, before any transaction opens. `outside/organisation-register.ts` asks it. */
export type OrganisationRegister = {
  organisation(organisationNumber: string): Promise<OrganisationAnswer>
}
