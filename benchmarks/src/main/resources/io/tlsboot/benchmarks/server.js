// The same as the other servers do: key, certificate, port, behaviour and perhaps the authority of clients.
const fs = require('fs')
const tls = require('tls')
const [key, cert, port, behaviour, ca] = process.argv.slice(2)
const UNIT = 1024 * 1024
const chunk = Buffer.alloc(16 * 1024)

function source(socket) {
  let left = 0
  const send = () => {
    while (left > 0) {
      left--
      if (!socket.write(chunk)) {
        return
      }
    }
  }
  socket.on('drain', send)
  socket.on('data', (data) => {
    left += data.length * (UNIT / chunk.length)
    send()
  })
}

function sink(socket) {
  let total = 0
  socket.on('data', (data) => {
    const before = Math.floor(total / UNIT)
    total += data.length
    const units = Math.floor(total / UNIT) - before
    if (units > 0) {
      socket.write(Buffer.alloc(units))
    }
  })
}

const serve = { echo: (socket) => socket.pipe(socket), source, sink }[behaviour]
tls.createServer({
  key: fs.readFileSync(key),
  cert: fs.readFileSync(cert),
  ca: ca ? fs.readFileSync(ca) : undefined,
  requestCert: Boolean(ca),
  rejectUnauthorized: Boolean(ca),
  // Of Node's own list it would choose the longer keys, which nobody else does
  ciphers: 'TLS_AES_128_GCM_SHA256',
  sessionTimeout: 3600,
  noDelay: true
}, (socket) => {
  socket.on('error', () => {})
  serve(socket)
}).listen(Number(port), '0.0.0.0')
