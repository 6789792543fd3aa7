#pragma D depends_on library units.d
#pragma D binding "1.0" TWO_KIB

inline int TWO_KIB = 2 * KIB;
