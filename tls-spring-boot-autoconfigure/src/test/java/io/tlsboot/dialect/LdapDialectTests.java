/*
 * Copyright 2026 the tls-spring-boot authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.tlsboot.dialect;

import java.util.Arrays;
import java.util.List;

import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsException.Reason;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.TlsRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LdapDialectTests {

	private static final byte[] ANONYMOUS_BIND = Messages.hex("300c020102600702010304008000");

	private static final String OID = "312e332e362e312e342e312e313436362e3230303337";

	private static final byte[] NOTICE_NAME = Messages.text("1.3.6.1.4.1.1466.20036");

	@ParameterizedTest
	@CsvSource({ "60,61", "63,65", "66,67", "68,69", "4a,6b", "6c,6d", "6e,6f" })
	void serverRefusesOtherRequests(String request, String response) {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex("3006020200c8" + request + "00"));
			byte[] refusal = client.readBytes(50);
			assertThat(refusal).startsWith(Messages.hex("3030020200c8" + response + "2a0a010d04000423"))
				.endsWith(Messages.text("Must issue a StartTLS request first"));
			beginTls(client);
		}
	}

	@Test
	void serverRefusesOtherExtendedRequests() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex("30090201017704800231" + "2e"));
			assertThat(client.readBytes(49)).startsWith(Messages.hex("302f02010178" + "2a0a010d"));
			beginTls(client);
		}
	}

	@Test
	void serverTakesALengthOfTheLongForm() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex("30840000002502010177840000001c8084" + "00000016" + OID));
			assertThat(client.readBytes(38)).startsWith(Messages.hex("3024020101781f" + "0a0100"));
			client.sendHello();
			assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
		}
	}

	@Test
	void serverDoesNotBeginTlsWithAValueOrACriticalControl() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex("302102010177" + "1c8016" + OID + "81027878"));
			assertThat(client.readBytes(35)).startsWith(Messages.hex("302102010178" + "1c0a0102"));
			client.send(Messages.hex("30290201017718" + "8016" + OID + "a00a30080403312e310101ff"));
			assertThat(client.readBytes(38)).startsWith(Messages.hex("302402010178" + "1f0a010c"));
			client.send(Messages.hex("30290201017718" + "8016" + OID + "a00a30080403312e31010100"));
			assertThat(client.readBytes(38)).startsWith(Messages.hex("302402010178" + "1f0a0100"));
		}
	}

	@Test
	void serverDoesNotAnswerAbandonAndPartsOnUnbind() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex("3006020102500101" + "30050201034200" + "30050201044200"));
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@Test
	void serverPartsFromAClientThatNeverComesToStartTls() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			for (int i = 0; i < 21; i++) {
				client.send(ANONYMOUS_BIND);
			}
			byte[] received = client.awaitEnd().received();
			assertThat(received).endsWith(NOTICE_NAME);
			assertThat(Arrays.copyOfRange(received, 20 * 49, received.length))
				.startsWith(Messages.hex("304502010078" + "400a010b"));
			client.close();
			server.assertQuiet();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = {
			// Not a sequence, not of definite length, too long, empty.
			"474554202f", "16030100c8", "3080020101", "30ff020101", "30857777777777", "30847fffffff", "3084ffffffff",
			"30821001", "3000",
			// The number: missing, zero, negative, too large, empty.
			"3002770000", "30050201006000", "30050201ff6000", "3009020500ffffffff6000", "300402006000",
			// The operation: missing, longer than the message, followed by something, a
			// response.
			"3003020101", "30050201016005", "3006020101600000", "30050201016100", "30050201017800",
			// The name of an extended operation: missing, of another type, too long.
			"30050201017700", "300702010177020400", "30070201017702807f", "300702010177028080",
			// Controls that are none.
			"301f0201017718" + "8016" + OID + "a100", "30210201017718" + "8016" + OID + "a0023000" })
	void serverGivesNoticeToWhatIsNoRequest(String hex) {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex(hex));
			assertThat(client.awaitEnd().received()).startsWith(Messages.hex("30"))
				.endsWith(NOTICE_NAME)
				.containsSequence(Messages.hex("020100" + "78"))
				.containsSequence(Messages.hex("0a0102"));
			client.close();
			server.assertNobodySecured();
			assertThat(server.failures()).singleElement().isInstanceOf(StartTlsException.class);
		}
	}

	@ParameterizedTest
	@CsvSource({ "300c02010178070a010204000400,REFUSED,result code 2",
			"300c02010178070a013404000400,REFUSED,result code 52",
			"302402010078" + "1f0a013404000400"
					+ "8a16312e332e362e312e342e312e313436362e3230303336,REFUSED,result code 52",
			"302402010178" + "1f0a010004000400" + "8a16312e332e362e312e342e312e313436362e3230303336"
					+ ",PROTOCOL_ERROR,another operation",
			"300c02010278070a010004000400,PROTOCOL_ERROR,another message",
			"300c02010161070a010004000400,PROTOCOL_ERROR,another message",
			"300c0201017807020100" + "04000400,PROTOCOL_ERROR,malformed",
			"300c02010178070a01ff04000400,PROTOCOL_ERROR,malformed",
			"300a02010178050a01000400,PROTOCOL_ERROR,malformed",
			"300e02010178090a0100040004000500,PROTOCOL_ERROR,malformed", "3100,PROTOCOL_ERROR,no LDAP message",
			"30847fffffff,TOO_LONG,longer than" })
	void clientFailsWithoutStartTls(String hex, Reason reason, String text) {
		StartTlsException failure = Refusal.by(StartTlsDialect.LDAP, LdapDialect.client(),
				List.of(new byte[0], Messages.hex(hex)));
		assertThat(failure.reason()).isEqualTo(reason);
		assertThat(failure).hasMessageContaining(text);
	}

	private static void beginTls(RawClient client) {
		client.send(Messages.LDAP_REQUEST);
		assertThat(client.readBytes(38)).startsWith(Messages.hex("3024020101781f" + "0a0100"));
		client.sendHello();
		assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
	}

	private static DialectServer server() {
		return DialectServer.of(TlsProvider.OPENSSL, StartTlsDialect.LDAP);
	}

}
