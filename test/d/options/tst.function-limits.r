set

