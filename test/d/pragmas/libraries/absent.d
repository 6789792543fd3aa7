#pragma D depends_on provider nosuch

inline int KIB = this is not even D;
