/** Where a telephone and a map find a party of a booking: plain links, nothing is loaded here. */
export const callTo = (phone: string) => `tel:${phone.replace(/[^+\d]/g, '')}`

/** Opens the map's own app on a phone. */
export const mapOf = (address: string, pincode: string) =>
  `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(`${address}, ${pincode}, India`)}`

export const wayTo = (address: string, pincode: string) =>
  `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(`${address}, ${pincode}, India`)}`
