/*
 * ASSERTION: Host and network byte order differ by a swap of as many bytes as the name says.
 * SECTION: Functions
 */

#pragma D option quiet

BEGIN
{
	printf("%x %x\n", htons(0x1234), ntohs(0x1234));
	printf("%x %x\n", htonl(0x12345678), ntohl(0x12345678));
	printf("%x %x\n", htonll(0x123456789abcdef0), ntohll(0x123456789abcdef0));
	printf("%d %d %d\n", sizeof(htons(1)), sizeof(htonl(1)), sizeof(htonll(1)));
	exit(0);
}
