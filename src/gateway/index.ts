/** A gateway on this machine that judges requests and answers as documented: `import { startGateway } from 'pixpact/gateway'`. */
export { startGateway, type Gateway } from './start-gateway.ts'
export type { GatewayExchange, GatewayOptions } from './options.ts'
