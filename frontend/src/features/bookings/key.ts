/** An Idempotency-Key. By hand, because crypto.randomUUID is missing on plain http addresses. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
