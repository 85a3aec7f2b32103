// Required before a gateway's own code: whatever address that asks for, it listens on this machine alone.
const { Server } = require('node:net')

const listen = Server.prototype.listen

/** `listen` takes a port or a path, then a host, then the length of the queue, then a callback; or an object with all of them. */
Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'object' && first !== null) return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
  const callback = rest.find((argument) => typeof argument === 'function')
  return listen.call(this, { port: Number(first ?? 0), host: '127.0.0.1' }, ...(callback === undefined ? [] : [callback]))
}
