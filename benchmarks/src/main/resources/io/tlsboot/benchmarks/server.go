// The same as the other servers do: key, certificate, port, behaviour and perhaps the authority of clients.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"os"
)

const unit = 1024 * 1024

var chunk = make([]byte, 16*1024)

func echo(connection net.Conn) {
	io.Copy(connection, connection)
}

func source(connection net.Conn) {
	requests := make([]byte, 1024)
	for {
		count, err := connection.Read(requests)
		for i := 0; i < count*(unit/len(chunk)); i++ {
			if _, failure := connection.Write(chunk); failure != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func sink(connection net.Conn) {
	bytes := make([]byte, len(chunk))
	total := 0
	for {
		count, err := connection.Read(bytes)
		before := total / unit
		total += count
		if units := total/unit - before; units > 0 {
			connection.Write(make([]byte, units))
		}
		if err != nil {
			return
		}
	}
}

func main() {
	pair, err := tls.LoadX509KeyPair(os.Args[2], os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{pair}, CurvePreferences: []tls.CurveID{tls.X25519}}
	if len(os.Args) > 5 {
		pem, err := os.ReadFile(os.Args[5])
		if err != nil {
			log.Fatal(err)
		}
		config.ClientCAs = x509.NewCertPool()
		config.ClientCAs.AppendCertsFromPEM(pem)
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	listener, err := tls.Listen("tcp", ":"+os.Args[3], config)
	if err != nil {
		log.Fatal(err)
	}
	serve := map[string]func(net.Conn){"echo": echo, "source": source, "sink": sink}[os.Args[4]]
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			defer connection.Close()
			serve(connection)
		}()
	}
}
