/** Stands in until the types are generated from the API's own description. */
/* eslint-disable @typescript-eslint/no-explicit-any */
interface Operation {
  parameters: any
  requestBody?: any
  responses: { 200: { content: { 'application/json': any } } }
}
export interface paths {
  [path: `/api/${string}`]: {
    parameters: any
    get: Operation
    post: Operation
    put: Operation
    patch: Operation
    delete: Operation
  }
}
