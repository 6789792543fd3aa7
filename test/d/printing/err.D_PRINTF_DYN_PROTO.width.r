printing/err.D_PRINTF_DYN_PROTO.width.d:4:2-14: ERROR: D_PRINTF_DYN_PROTO: printf( ) prototype mismatch: conversion #1 (%d) is missing a corresponding "*" argument
        printf("%*d");
        ~~~~~~~~~~~~~
