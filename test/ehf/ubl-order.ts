import type { Element } from './ubl-tree.ts'

/**
 * The order in which UBL 2.1 wants the children of what we write, from its schemas (OASIS, 2013). Of each sequence the
 * whole neighbourhood of what we use stands here, so that a new element finds its place.
 */
export const UBL_ORDER: Readonly<Record<string, readonly string[]>> = {
  Invoice: names(
    `cbc: UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime DueDate
    InvoiceTypeCode Note TaxPointDate DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode
    PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric BuyerReference
    cac: InvoicePeriod OrderReference BillingReference DespatchDocumentReference ReceiptDocumentReference
    StatementDocumentReference OriginatorDocumentReference ContractDocumentReference AdditionalDocumentReference
    ProjectReference Signature AccountingSupplierParty AccountingCustomerParty PayeeParty BuyerCustomerParty
    SellerSupplierParty TaxRepresentativeParty Delivery DeliveryTerms PaymentMeans PaymentTerms PrepaidPayment
    AllowanceCharge TaxExchangeRate TaxTotal WithholdingTaxTotal LegalMonetaryTotal InvoiceLine`,
  ),
  CreditNote: names(
    `cbc: UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime
    TaxPointDate CreditNoteTypeCode Note DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode
    PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric BuyerReference
    cac: InvoicePeriod DiscrepancyResponse OrderReference BillingReference DespatchDocumentReference
    ReceiptDocumentReference ContractDocumentReference AdditionalDocumentReference StatementDocumentReference
    OriginatorDocumentReference Signature AccountingSupplierParty AccountingCustomerParty PayeeParty
    BuyerCustomerParty SellerSupplierParty TaxRepresentativeParty Delivery DeliveryTerms PaymentMeans PaymentTerms
    TaxExchangeRate AllowanceCharge TaxTotal LegalMonetaryTotal CreditNoteLine`,
  ),
  'cac:InvoicePeriod': names(
    'cbc: StartDate StartTime EndDate EndTime DurationMeasure DescriptionCode Description',
  ),
  'cac:OrderReference': names('cbc: ID SalesOrderID CopyIndicator UUID IssueDate'),
  'cac:BillingReference': names('cac: InvoiceDocumentReference SelfBilledInvoiceDocumentReference'),
  'cac:InvoiceDocumentReference': documentReference(),
  'cac:ContractDocumentReference': documentReference(),
  'cac:AdditionalDocumentReference': documentReference(),
  'cac:Attachment': names('cbc: EmbeddedDocumentBinaryObject cac: ExternalReference'),
  'cac:AccountingSupplierParty': names('cac: Party'),
  'cac:AccountingCustomerParty': names('cac: Party'),
  'cac:Party': names(
    `cbc: WebsiteURI LogoReferenceID EndpointID IndustryClassificationCode
    cac: PartyIdentification PartyName Language PostalAddress PhysicalLocation PartyTaxScheme PartyLegalEntity Contact
    Person AgentParty`,
  ),
  'cac:PostalAddress': names(
    'cbc: StreetName AdditionalStreetName CityName PostalZone CountrySubentity cac: AddressLine Country',
  ),
  'cac:Country': names('cbc: IdentificationCode Name'),
  'cac:PartyTaxScheme': names('cbc: RegistrationName CompanyID TaxLevelCode ExemptionReason cac: TaxScheme'),
  'cac:PartyLegalEntity': names('cbc: RegistrationName CompanyID RegistrationDate CompanyLegalForm'),
  'cac:Contact': names('cbc: ID Name Telephone Telefax ElectronicMail Note'),
  'cac:PaymentMeans': names(
    'cbc: ID PaymentMeansCode PaymentDueDate PaymentChannelCode InstructionID InstructionNote PaymentID cac: CardAccount PayerFinancialAccount PayeeFinancialAccount',
  ),
  'cac:PayeeFinancialAccount': names('cbc: ID Name cac: FinancialInstitutionBranch'),
  'cac:PaymentTerms': names('cbc: ID PaymentMeansID Note'),
  'cac:AllowanceCharge': names(
    'cbc: ID ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason MultiplierFactorNumeric Amount BaseAmount cac: TaxCategory',
  ),
  'cac:TaxTotal': names('cbc: TaxAmount RoundingAmount cac: TaxSubtotal'),
  'cac:TaxSubtotal': names('cbc: TaxableAmount TaxAmount Percent cac: TaxCategory'),
  'cac:TaxCategory': taxCategory(),
  'cac:ClassifiedTaxCategory': taxCategory(),
  'cac:TaxScheme': names('cbc: ID Name'),
  'cac:LegalMonetaryTotal': names(
    `cbc: LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount
    PrepaidAmount PayableRoundingAmount PayableAmount`,
  ),
  'cac:InvoiceLine': line('InvoicedQuantity'),
  'cac:CreditNoteLine': line('CreditedQuantity'),
  'cac:Item': names(
    'cbc: Description Name cac: BuyersItemIdentification SellersItemIdentification ClassifiedTaxCategory',
  ),
  'cac:Price': names('cbc: PriceAmount BaseQuantity'),
}

/** Children out of order, or that the table does not know. */
export function misplaced({ name, children }: Element): readonly string[] {
  const order = UBL_ORDER[name]
  if (!order) return children.length === 0 ? [] : [`${name} has children`]
  const places = children.map((child) => order.indexOf(child.name))
  return places.flatMap((place, i) => {
    if (place < 0) return [`${children[i]?.name} in ${name}`]
    return place < (places[i - 1] ?? -1) ? [`${children[i]?.name} after ${children[i - 1]?.name}`] : []
  })
}

function documentReference(): readonly string[] {
  return names(
    'cbc: ID CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType DocumentDescription cac: Attachment',
  )
}

function taxCategory(): readonly string[] {
  return names('cbc: ID Name Percent TaxExemptionReasonCode TaxExemptionReason cac: TaxScheme')
}

function line(quantity: string): readonly string[] {
  return names(
    `cbc: ID UUID Note ${quantity} LineExtensionAmount TaxPointDate AccountingCostCode AccountingCost
    cac: InvoicePeriod OrderLineReference AllowanceCharge TaxTotal Item Price`,
  )
}

/** `cbc: A B cac: C` is `cbc:A`, `cbc:B`, `cac:C`. */
function names(text: string): readonly string[] {
  let prefix = ''
  return text.split(/\s+/).flatMap((word) => {
    if (!word.endsWith(':')) return [`${prefix}${word}`]
    prefix = word
    return []
  })
}
