#ifndef LIMIT
#define LIMIT 40
#endif
