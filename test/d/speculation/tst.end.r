BEGIN
committed by END
END

