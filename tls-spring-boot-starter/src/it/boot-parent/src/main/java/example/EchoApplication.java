package example;

import io.tlsboot.connection.SecureConnectionHandler;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class EchoApplication {

	public static void main(String[] args) {
		SpringApplication.run(EchoApplication.class, args);
	}

	@Bean
	SecureConnectionHandler echo() {
		return (connection) -> connection.send(connection.receive().retain());
	}

}
