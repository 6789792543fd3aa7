printing/err.D_PRINTF_ARG_PROTO.missing.d:4:2-19: ERROR: D_PRINTF_ARG_PROTO: printf( ) prototype mismatch: conversion #2 (%d) is missing a corresponding value argument
        printf("%d %d", 1);
        ~~~~~~~~~~~~~~~~~~
