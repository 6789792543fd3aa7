/* ASSERTION: Addresses in memory become text. */
#pragma D option quiet

ipaddr_t *v4;
struct in6_addr v6;
uint8_t mac[8];

BEGIN
{
	v4 = alloca(sizeof(ipaddr_t));
	*v4 = htonl(0xc0a80117);
	v6.in6_u.u6_addr16[0] = htons(0xfe80);
	v6.in6_u.u6_addr8[15] = 1;
	mac[0] = 0xde; mac[5] = 0xad;
	printf("%s %s\n", inet_ntoa(v4), inet_ntop(AF_INET, v4));
	printf("%s %s\n", inet_ntoa6((struct in6_addr *)&v6.in6_u), inet_ntop(AF_INET6, &v6.in6_u));
	printf("%s\n", link_ntop(ARPHRD_ETHER, &mac[0]));
	printf("%x %x\n", getmajor(0x103), getminor(0x103));
}

BEGIN
{
	inet_ntop(3, v4);
}

BEGIN
{
	exit(0);
}

ERROR
{
	printf("fault %d\n", arg4);
}
