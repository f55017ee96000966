import { useRef, useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { PrintPicture, type PrintPictureProps } from './print-picture.js';

/** A print that fills the window when it is clicked, since ridges are hard to see in a small one. */
export function EnlargeablePrint(props: PrintPictureProps) {
  const language = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isLarge, setIsLarge] = useState(false);
  return (
    <>
      <button
        type="button"
        class="print-open"
        aria-label={language.text('prints.enlarge', { print: props.label })}
        onClick={() => {
          setIsLarge(true);
          dialog.current?.showModal();
        }}
      >
        <PrintPicture {...props} />
      </button>
      <dialog ref={dialog} class="print-dialog" aria-label={props.label} onClose={() => setIsLarge(false)}>
        <div class="print-dialog-head">
          <p>{props.label}</p>
          <button type="button" onClick={() => dialog.current?.close()}>
            {language.text('prints.close')}
          </button>
        </div>
        {isLarge && <PrintPicture {...props} />}
      </dialog>
    </>
  );
}
