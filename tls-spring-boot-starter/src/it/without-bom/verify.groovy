import java.util.concurrent.TimeUnit

// Starts the application that was compiled and talks to it with openssl.

def target = new File(basedir, 'target')
def classPath = new File(target, 'classes').path + File.pathSeparator + new File(target, 'classpath.txt').text.trim()
def netty = classPath.split(File.pathSeparator).findAll { it.contains('/io/netty/') && !it.contains('tcnative') }
assert netty.size() > 5
assert netty.every { it.contains('4.2.18.Final') } : netty

def openssl = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'openssl').canExecute() }
if (!openssl) {
    assert System.getenv('CI') != 'true' : 'The program openssl is missing, and CI=true'
    println 'The program openssl is missing: the application is not tried'
    return true
}

def certificates = new File(target, 'certificates')
def log = new File(target, 'application.log')
def builder = new ProcessBuilder(System.getProperty('java.home') + '/bin/java', '-cp', classPath, 'example.EchoApplication')
builder.environment().put('DEVELOPMENT_CERTIFICATES', certificates.path)
def application = builder.redirectErrorStream(true).redirectOutput(log).start()
try {
    def port = null
    def deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30)
    while (port == null && application.alive && System.nanoTime() < deadline) {
        def listening = log.text =~ /TLS server 'echo' listens on 127\.0\.0\.1, port (\d+), with BoringSSL/
        port = listening.find() ? listening.group(1) : null
        application.waitFor(50, TimeUnit.MILLISECONDS)
    }
    assert port != null : log.text

    def client = new ProcessBuilder('openssl', 's_client', '-connect', "127.0.0.1:${port}", '-CAfile',
            new File(certificates, 'ca.pem').path, '-verify_return_error', '-quiet', '-no_ign_eof')
            .redirectError(new File(target, 'openssl.log')).start()
    try {
        client.outputStream.write('hello\n'.bytes)
        client.outputStream.flush()
        def guard = Thread.start { if (!client.waitFor(30, TimeUnit.SECONDS)) client.destroyForcibly() }
        assert client.inputStream.newReader().readLine() == 'hello' : new File(target, 'openssl.log').text
    }
    finally {
        client.destroyForcibly()
    }
}
finally {
    application.destroy()
    assert application.waitFor(30, TimeUnit.SECONDS)
}
assert application.exitValue() == 143 : log.text
return true
