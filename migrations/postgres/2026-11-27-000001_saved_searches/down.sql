-- Forward only (see migrations/README.md): going back is a restore.
SELECT 1;
