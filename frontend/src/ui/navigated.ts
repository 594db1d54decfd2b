/** Whether the reader came here by moving inside the app: only then does a heading take the focus. */
let moved = false

export const markNavigated = () => {
  moved = true
}

export function takeNavigated(): boolean {
  const answer = moved
  moved = false
  return answer
}
