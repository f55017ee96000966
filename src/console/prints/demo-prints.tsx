import { useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Problem } from '../parts/problem.js';
import { useSession } from '../session/session.js';
import { readDemoFile } from '../session/site.js';

interface DemoPrintsProps {
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where the service shows made-up people: prints of theirs to try, as a click or a download. */
export function DemoPrints({ disabled, onFiles }: DemoPrintsProps) {
  const language = useLanguage();
  const { site } = useSession();
  const [error, setError] = useState<unknown>();
  if (site.demo === undefined) return null;
  const take = async (file: string): Promise<void> => {
    setError(undefined);
    try {
      onFiles([await readDemoFile(file)]);
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <div class="demo-prints">
      <p>{language.text('demo.about')}</p>
      <ul>
        {site.demo.prints.map(({ file, shows }) => (
          <li key={file}>
            <button type="button" disabled={disabled} onClick={() => void take(file)}>
              {language.text(`demo.${shows}`)}
            </button>{' '}
            <a href={`/console/demo/${file}`} download={file}>
              {language.text('demo.download', { file })}
            </a>
          </li>
        ))}
      </ul>
      <Problem error={error} />
    </div>
  );
}
