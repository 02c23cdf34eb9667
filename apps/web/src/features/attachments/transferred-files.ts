/** The files that a paste or a drop brings; folders are left out. */
export function transferredFiles(data: DataTransfer | null): { files: File[]; folders: number } {
  const items = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file');
  const files: File[] = [];
  let folders = 0;
  for (const item of items) {
    if (item.webkitGetAsEntry?.()?.isDirectory) folders += 1;
    else {
      const file = item.getAsFile();
      if (file) files.push(file);
    }
  }
  return { files, folders };
}

/** Whether a paste is meant as text: office programs add a picture of what was copied. */
export function isTextPaste(data: DataTransfer): boolean {
  return data.types.includes('text/plain') && (data.types.includes('text/html') || data.types.includes('text/rtf'));
}
