inline int KIB = 1024;
typedef unsigned short port_t;

BEGIN
{
	trace("clauses of a library are checked and never enabled");
}
