/// <reference types="vite/client" />

declare module '*.json?start' {
  const texts: Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>
  export default texts
}

declare module '*.json?daily' {
  const texts: Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>
  export default texts
}

declare module '*.json?rest' {
  const texts: Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>
  export default texts
}
