import { useId, useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Icon } from '../parts/icons.js';

const accepted = '.an2,.eft,.nist,.nst,.an,.png,.tif,.tiff,.jpg,.jpeg,.jp2,.j2k,.jpc,.wsq,.bmp,.pgm,.fir,.fmr,.iso';

interface DropZoneProps {
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where files are dropped, or chosen with a button for those who don't drag. */
export function DropZone({ disabled, onFiles }: DropZoneProps) {
  const language = useLanguage();
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <fieldset
      class={`drop-zone${over ? ' drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (!disabled && files.length > 0) onFiles(files);
      }}
    >
      <Icon name="upload" />
      <legend>{language.text('drop.about')}</legend>
      <input
        id={id}
        class="file-input"
        type="file"
        multiple
        accept={accepted}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file may be chosen again.
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <label for={id} class="button">
        {language.text('drop.choose')}
      </label>
      <p class="fine">{language.text('drop.formats')}</p>
    </fieldset>
  );
}
